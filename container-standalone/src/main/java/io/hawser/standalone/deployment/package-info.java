/** Applications in WAR files and on the class path: their class loaders, and what is found in them. */
package io.hawser.standalone.deployment;
