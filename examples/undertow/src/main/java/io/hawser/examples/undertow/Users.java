package io.hawser.examples.undertow;

import io.hawser.examples.server.User;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import java.security.Principal;
import java.util.Arrays;
import java.util.Set;

/** Who may log in. */
final class Users implements IdentityManager {

    private record Known(User user) implements Account {

        @Override
        public Principal getPrincipal() {
            return user::name;
        }

        @Override
        public Set<String> getRoles() {
            return Set.of(user.role());
        }
    }

    @Override
    public Account verify(Account account) {
        return account;
    }

    @Override
    public Account verify(String name, Credential credential) {
        return User.ALL.stream()
                .filter(user -> user.name().equals(name) && isPassword(user, credential))
                .map(Known::new)
                .findFirst()
                .orElse(null);
    }

    private static boolean isPassword(User user, Credential credential) {
        return credential instanceof PasswordCredential password
                && Arrays.equals(password.getPassword(), user.password().toCharArray());
    }

    @Override
    public Account verify(Credential credential) {
        return null; // Of a certificate: nobody has one.
    }
}
