package io.hawser.tck.suite;

import java.util.OptionalInt;

/**
 * The result of the deployment of an archive.
 *
 * @param testClass the class that deploys it
 * @param archive its name
 * @param endpoints the number of endpoints in service, if the server reports it
 * @param refusal the message of the server's refusal; null if the archive is in service
 */
record Deployment(String testClass, String archive, OptionalInt endpoints, String refusal) {

    /** {@return whether no endpoint is known to be in service} */
    boolean isBare() {
        return endpoints.isPresent() && endpoints.getAsInt() == 0;
    }

    boolean isRefused() {
        return refusal != null;
    }
}
