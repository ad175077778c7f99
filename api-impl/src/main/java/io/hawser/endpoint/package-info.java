/**
 * The endpoints of an application: their annotations and configurations become one immutable model per deployed
 * endpoint, {@link io.hawser.endpoint.EndpointDefinition}, found under its path by a
 * {@link io.hawser.endpoint.PathTable} and joined to each connection as a {@link io.hawser.endpoint.BoundEndpoint}.
 * Every rule of the specification that a class can break is checked at deployment, and the error names the class, the
 * method and the rule. The values of {@code @PathParam} are converted here.
 *
 * <p>Nothing here knows a connection or a thread. All types are immutable or safe for all threads unless they say
 * otherwise, and no parameter may be {@code null} unless its description says so.
 */
package io.hawser.endpoint;
