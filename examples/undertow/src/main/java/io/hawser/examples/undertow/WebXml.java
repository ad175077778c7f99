package io.hawser.examples.undertow;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.SecurityInfo.EmptyRoleSemantic;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.TransportGuaranteeType;
import io.undertow.servlet.api.WebResourceCollection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a WAR's {@code WEB-INF/web.xml} says, as far as simple applications need it.
 *
 * @param root the root element
 * @param deployment what Undertow is told
 */
record WebXml(Xml root, DeploymentInfo deployment) {

    /** Does nothing where there is no such file. */
    static void apply(Path war, DeploymentInfo deployment) throws IOException, ClassNotFoundException {
        Path file = war.resolve("WEB-INF/web.xml");
        if (Files.exists(file)) {
            new WebXml(Xml.read(file), deployment).apply();
        }
    }

    private void apply() throws ClassNotFoundException {
        for (Xml parameter : root.all("context-param")) {
            deployment.addInitParameter(parameter.text("param-name"), parameter.text("param-value"));
        }
        for (Xml listener : root.all("listener")) {
            deployment.addListener(
                    new ListenerInfo(type(listener.text("listener-class")).asSubclass(EventListener.class)));
        }
        addServlets();
        addFilters();
        for (Xml session : root.all("session-config")) {
            String minutes = session.text("session-timeout");
            if (minutes != null) {
                deployment.setDefaultSessionTimeout(Integer.parseInt(minutes) * 60);
            }
        }
        root.all("welcome-file-list").forEach(files -> deployment.addWelcomePages(files.texts("welcome-file")));
        addErrorPages();
        addSecurity();
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return deployment.getClassLoader().loadClass(name);
    }

    private void addServlets() throws ClassNotFoundException {
        Map<String, ServletInfo> servlets = new LinkedHashMap<>();
        for (Xml xml : root.all("servlet")) {
            String name = xml.text("servlet-name");
            ServletInfo servlet = new ServletInfo(
                            name, type(xml.text("servlet-class")).asSubclass(Servlet.class))
                    .setAsyncSupported(Boolean.parseBoolean(xml.text("async-supported")));
            String order = xml.text("load-on-startup");
            if (order != null) {
                servlet.setLoadOnStartup(order.isEmpty() ? 0 : Integer.parseInt(order));
            }
            xml.all("init-param")
                    .forEach(parameter ->
                            servlet.addInitParam(parameter.text("param-name"), parameter.text("param-value")));
            servlets.put(name, servlet);
        }
        for (Xml mapping : root.all("servlet-mapping")) {
            Objects.requireNonNull(servlets.get(mapping.text("servlet-name")), "a servlet-mapping names no servlet")
                    .addMappings(mapping.texts("url-pattern"));
        }
        deployment.addServlets(servlets.values());
    }

    private void addFilters() throws ClassNotFoundException {
        for (Xml xml : root.all("filter")) {
            FilterInfo filter = new FilterInfo(
                    xml.text("filter-name"), type(xml.text("filter-class")).asSubclass(Filter.class));
            filter.setAsyncSupported(Boolean.parseBoolean(xml.text("async-supported")));
            xml.all("init-param")
                    .forEach(parameter ->
                            filter.addInitParam(parameter.text("param-name"), parameter.text("param-value")));
            deployment.addFilter(filter);
        }
        for (Xml mapping : root.all("filter-mapping")) {
            String name = mapping.text("filter-name");
            List<String> dispatchers = mapping.texts("dispatcher");
            for (String dispatcher : dispatchers.isEmpty() ? List.of("REQUEST") : dispatchers) {
                DispatcherType type = DispatcherType.valueOf(dispatcher);
                mapping.texts("url-pattern").forEach(url -> deployment.addFilterUrlMapping(name, url, type));
                mapping.texts("servlet-name")
                        .forEach(servlet -> deployment.addFilterServletNameMapping(name, servlet, type));
            }
        }
    }

    private void addErrorPages() throws ClassNotFoundException {
        for (Xml page : root.all("error-page")) {
            String location = page.text("location");
            if (page.text("error-code") != null) {
                deployment.addErrorPage(new ErrorPage(location, Integer.parseInt(page.text("error-code"))));
            } else if (page.text("exception-type") != null) {
                deployment.addErrorPage(new ErrorPage(
                        location, type(page.text("exception-type")).asSubclass(Throwable.class)));
            } else {
                deployment.addErrorPage(new ErrorPage(location));
            }
        }
    }

    private void addSecurity() {
        root.all("security-role").forEach(role -> deployment.addSecurityRoles(role.texts("role-name")));
        for (Xml xml : root.all("security-constraint")) {
            // Without an auth-constraint for all, with an empty one for nobody.
            SecurityConstraint constraint = new SecurityConstraint().setEmptyRoleSemantic(EmptyRoleSemantic.PERMIT);
            for (Xml resources : xml.all("web-resource-collection")) {
                constraint.addWebResourceCollection(new WebResourceCollection()
                        .addUrlPatterns(resources.texts("url-pattern"))
                        .addHttpMethods(resources.texts("http-method"))
                        .addHttpMethodOmissions(resources.texts("http-method-omission")));
            }
            for (Xml allowed : xml.all("auth-constraint")) {
                constraint.setEmptyRoleSemantic(EmptyRoleSemantic.DENY);
                constraint.addRolesAllowed(allowed.texts("role-name"));
            }
            for (Xml data : xml.all("user-data-constraint")) {
                constraint.setTransportGuaranteeType(TransportGuaranteeType.valueOf(data.text("transport-guarantee")));
            }
            deployment.addSecurityConstraint(constraint);
        }
        for (Xml login : root.all("login-config")) {
            String realm = Objects.requireNonNullElse(login.text("realm-name"), "default");
            String method = Objects.requireNonNullElse(login.text("auth-method"), "BASIC");
            LoginConfig config = login.all("form-login-config").stream()
                    .findFirst()
                    .map(form ->
                            new LoginConfig(method, realm, form.text("form-login-page"), form.text("form-error-page")))
                    .orElseGet(() -> new LoginConfig(method, realm));
            deployment.setLoginConfig(config);
        }
    }
}
