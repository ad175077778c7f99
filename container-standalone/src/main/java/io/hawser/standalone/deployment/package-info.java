/**
 * The applications of a server: their context paths and their life from deployment to end. For applications in WAR
 * files, also their class loaders and the scan for their endpoints.
 */
package io.hawser.standalone.deployment;
