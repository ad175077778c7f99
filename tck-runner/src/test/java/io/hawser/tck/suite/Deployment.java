package io.hawser.tck.suite;

/**
 * What became of an archive.
 *
 * @param testClass the class that has it deployed
 * @param archive its name
 * @param endpoints how many endpoints are in service
 * @param refusal what the server said against it; null where it is in service
 */
record Deployment(String testClass, String archive, int endpoints, String refusal) {

    boolean isRefused() {
        return refusal != null;
    }
}
