/** Results as tables and charts, and the page that shows them. */
package io.hawser.benchmarks.report;
