/** Static files: their sources, and the responses that send them. */
package io.hawser.standalone.files;
