/** The part of the application that needs the Jakarta EE platform. */
package io.hawser.tck.ee.platform;
