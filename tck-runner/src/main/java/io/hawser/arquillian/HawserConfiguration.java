package io.hawser.arquillian;

import io.hawser.Setting;
import io.hawser.SettingSource;
import io.hawser.Settings;
import java.util.Arrays;
import java.util.Map;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** The properties of a {@code container} in {@code arquillian.xml}; each setter is a property of that name. */
public final class HawserConfiguration implements ContainerConfiguration {

    private String host = "localhost";
    private int port;
    private String settings = "";
    private boolean refusalsRemembered;

    /** Begins with the defaults. */
    public HawserConfiguration() {}

    /** {@return where the server listens} */
    public String getHost() {
        return host;
    }

    /**
     * Sets where the server listens.
     *
     * @param host a name or an IP address of this machine; {@code localhost} by default
     */
    public void setHost(String host) {
        this.host = host;
    }

    /** {@return the TCP port, 0 for any} */
    public int getPort() {
        return port;
    }

    /**
     * Sets the port.
     *
     * @param port the TCP port, 0 to 65535; 0, the default, for any that is free
     */
    public void setPort(int port) {
        this.port = port;
    }

    /** {@return the server's settings, as they were given} */
    public String getSettings() {
        return settings;
    }

    /**
     * Sets the server's settings.
     *
     * @param settings a name of {@code docs/settings.md}, an equals sign and a whole number, and more of them after
     *     commas, semicolons or line ends; what is not among them comes from the system properties
     */
    public void setSettings(String settings) {
        this.settings = settings;
    }

    /** {@return whether the test goes on where an application was refused} */
    public boolean isRefusalsRemembered() {
        return refusalsRemembered;
    }

    /**
     * Sets what becomes of an application that the server refuses for its endpoints. By default Arquillian gets an
     * exception. Compliance tests rather want to find that nothing is in service: for them the container remembers the
     * refusal ({@link HawserDeployableContainer#refusal}) and keeps silent.
     *
     * @param refusalsRemembered whether to keep silent
     */
    public void setRefusalsRemembered(boolean refusalsRemembered) {
        this.refusalsRemembered = refusalsRemembered;
    }

    @Override
    public void validate() {
        if (port < 0 || port > 65535) {
            throw new ConfigurationException("port must be from 0 to 65535, not " + port);
        }
        parsedSettings();
    }

    Settings parsedSettings() {
        try {
            Settings parsed = Settings.fromSystemProperties();
            for (String pair : settings.split("[,;\n]")) {
                if (!pair.isBlank()) {
                    parsed = with(parsed, pair.strip());
                }
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("settings: " + e.getMessage(), e);
        }
    }

    private static Settings with(Settings settings, String pair) {
        String[] parts = pair.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("\"" + pair + "\" is not of the form name=number");
        }
        String name = parts[0].strip();
        Setting setting = Arrays.stream(Setting.values())
                .filter(candidate -> candidate.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no setting \"" + name + "\""));
        long value = setting.checked(number(name, parts[1].strip()));
        return settings.with(Settings.from(Map.of(setting.property(), value), SettingSource.SYSTEM_PROPERTY));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, not \"" + value + "\"", e);
        }
    }
}
