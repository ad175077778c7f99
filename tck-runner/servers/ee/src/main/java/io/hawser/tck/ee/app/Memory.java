package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** An endpoint that knows what is in the memory of the server. */
@ServerEndpoint("/memory")
public class Memory {

    /**
     * Counts the instances of a class that are left after a garbage collection.
     *
     * @param className the class, of any class loader
     * @return their number
     * @throws JMException if the JVM does not count instances
     */
    @OnMessage
    public String count(String className) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        // A line for each class: rank, instances, bytes, name.
        return String.valueOf(histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 4 && words[3].equals(className))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum());
    }
}
