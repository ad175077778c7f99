package io.hawser.tck.servlet;

import io.hawser.tck.suite.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The servers, each of which is started once for all tests and ends after the last. */
final class EachServer implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        var servers = context.getRoot().getStore(Namespace.create(EachServer.class));
        return Stream.of(Target.values())
                .parallel()
                .filter(Target::isServletContainer)
                .map(target -> Arguments.of(servers.getOrComputeIfAbsent(target, Server::start, Server.class)))
                .toList()
                .stream();
    }
}
