package io.hawser.benchmarks.contestant;

import java.util.List;
import java.util.stream.Stream;

/** A server or a client that is measured, in the order of tables and charts. */
public enum Contestant {
    /** The least that a server can do. */
    MINIMAL("minimal", "Minimal echo", Group.LIMIT, Run.INSIDE, "minimal"),
    /** Hawser's standalone server. */
    HAWSER("hawser", "Hawser", Group.STANDALONE, Run.ITSELF, "hawser"),
    /** Tomcat with its own WebSocket. */
    TOMCAT("tomcat", "Tomcat", Group.STANDALONE, Run.APPLICATION, "tomcat"),
    /** Jetty with its own WebSocket. */
    JETTY("jetty", "Jetty", Group.STANDALONE, Run.APPLICATION, "jetty"),
    /** Undertow with its own WebSocket. */
    UNDERTOW("undertow", "Undertow", Group.STANDALONE, Run.APPLICATION, "undertow"),
    /** Tyrus on Grizzly. */
    TYRUS("tyrus", "Tyrus", Group.STANDALONE, Run.ITSELF, "tyrus"),
    /** A server by hand on Netty, without the Jakarta API. */
    NETTY("netty", "Netty by hand", Group.STANDALONE, Run.ITSELF, "netty"),
    /** Helidon with its own API. */
    HELIDON("helidon", "Helidon", Group.STANDALONE, Run.ITSELF, "helidon"),
    /** Hawser in a web application in Tomcat. */
    HAWSER_TOMCAT("hawser-tomcat", "Hawser in Tomcat", Group.CONTAINER, Run.HAWSERS_APPLICATION, "tomcat"),
    /** Hawser in a web application in Jetty. */
    HAWSER_JETTY("hawser-jetty", "Hawser in Jetty", Group.CONTAINER, Run.HAWSERS_APPLICATION, "jetty"),
    /** Hawser in a web application in Undertow. */
    HAWSER_UNDERTOW("hawser-undertow", "Hawser in Undertow", Group.CONTAINER, Run.HAWSERS_APPLICATION, "undertow"),
    /** Hawser's client. */
    HAWSER_CLIENT("hawser-client", "Hawser's client", Group.CLIENT, Run.CLIENT, "hawser"),
    /** Tyrus's client on Grizzly. */
    TYRUS_CLIENT("tyrus-client", "Tyrus's client", Group.CLIENT, Run.CLIENT, "tyrus"),
    /** Jetty's client of the Jakarta API. */
    JETTY_CLIENT("jetty-client", "Jetty's client", Group.CLIENT, Run.CLIENT, "jetty");

    /** What is compared with what. */
    public enum Group {
        /** What nobody can reach. */
        LIMIT,
        /** Servers. */
        STANDALONE,
        /** Hawser in servlet containers. */
        CONTAINER,
        /** Clients. */
        CLIENT
    }

    /** How it is run. */
    public enum Run {
        /** It is part of this module. */
        INSIDE,
        /** It is a module with a main class. */
        ITSELF,
        /** A servlet container runs an application. */
        APPLICATION,
        /** A servlet container runs an application that brings Hawser. */
        HAWSERS_APPLICATION,
        /** The client that is on a class path puts a load on the minimal echo. */
        CLIENT
    }

    private final String id;
    private final String label;
    private final Group group;
    private final Run run;
    private final String product;

    Contestant(String id, String label, Group group, Run run, String product) {
        this.id = id;
        this.label = label;
        this.group = group;
        this.run = run;
        this.product = product;
    }

    /** {@return the name in options and files} */
    public String id() {
        return id;
    }

    /** {@return the name on pages} */
    public String label() {
        return label;
    }

    /** {@return what it is compared with} */
    public Group group() {
        return group;
    }

    /** {@return how it is run} */
    public Run run() {
        return run;
    }

    /** {@return whether it can do nothing but echo what is not compressed} */
    public boolean onlyEchoes() {
        return run == Run.INSIDE;
    }

    /** {@return the name of the server or client, in lower case} */
    public String product() {
        return product;
    }

    /**
     * Lists a group.
     *
     * @param group the group
     * @return what is in it, in order
     */
    public static List<Contestant> of(Group group) {
        return Stream.of(values()).filter(each -> each.group == group).toList();
    }

    /**
     * Finds one.
     *
     * @param id its name
     * @return what has it
     * @throws IllegalArgumentException where there is none
     */
    public static Contestant named(String id) {
        return Stream.of(values())
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + id + ", only "
                        + Stream.of(values()).map(Contestant::id).toList()));
    }
}
