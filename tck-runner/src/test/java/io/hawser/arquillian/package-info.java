/** Tests of the container for Arquillian. */
package io.hawser.arquillian;
