/** Tests of a statement with many inputs: edge cases and random ones. */
package io.hawser.cases;
