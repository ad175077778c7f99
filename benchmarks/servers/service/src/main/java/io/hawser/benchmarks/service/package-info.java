/** How the process of a server talks to the one that measures it. */
package io.hawser.benchmarks.service;
