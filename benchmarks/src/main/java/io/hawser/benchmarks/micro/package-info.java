/** What single parts of Hawser cost, measured with JMH. */
package io.hawser.benchmarks.micro;
