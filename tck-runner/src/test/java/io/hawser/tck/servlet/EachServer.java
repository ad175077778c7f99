package io.hawser.tck.servlet;

import io.hawser.tck.suite.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers, one by one or in a list. Each one is started once for all tests, and ends after the last test. */
public final class EachServer implements ArgumentsProvider, ParameterResolver {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return servers(context).stream().map(Arguments::of);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == List.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers(context);
    }

    /** {@return all servers, which end after the last test} */
    public static List<Server> servers(ExtensionContext context) {
        var servers = context.getRoot().getStore(Namespace.create(EachServer.class));
        return Stream.of(Target.values())
                .parallel()
                .filter(Target::isServletContainer)
                .map(target -> servers.getOrComputeIfAbsent(target, Server::start, Server.class))
                .toList();
    }
}
