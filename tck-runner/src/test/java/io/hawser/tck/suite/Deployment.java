package io.hawser.tck.suite;

import java.util.OptionalInt;

/**
 * What became of an archive.
 *
 * @param testClass the class that has it deployed
 * @param archive its name
 * @param endpoints how many endpoints are in service, where the server tells
 * @param refusal what the server said against it; null where it is in service
 */
record Deployment(String testClass, String archive, OptionalInt endpoints, String refusal) {

    /** {@return whether nothing is in service, as far as is known} */
    boolean isBare() {
        return endpoints.isPresent() && endpoints.getAsInt() == 0;
    }

    boolean isRefused() {
        return refusal != null;
    }
}
