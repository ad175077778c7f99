package io.hawser.examples.server;

import java.util.List;

/**
 * Who may log in to applications that ask for it.
 *
 * @param name the name
 * @param password the password
 * @param role what the applications call those who may do the same
 */
public record User(String name, String password, String role) {

    /** The users of every server. */
    public static final List<User> ALL =
            List.of(new User("j2ee", "j2ee", "staff"), new User("ann", "ann", "user"), new User("bob", "bob", "user"));
}
