package io.hawser.tck.peer;

import io.hawser.tck.servlet.Application;
import io.hawser.tck.servlet.EachServer;
import io.hawser.tck.servlet.Server;
import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Each library with each place: Hawser's server, its client, and each servlet container. */
final class EachPlace implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        ExtensionContext.Store ofClass =
                context.getParent().orElse(context).getStore(Namespace.create(EachPlace.class));
        Stream<Place> deployed = EachServer.servers(context).stream()
                .map(server -> new Place.Deployed(
                        server.toString(), ofClass.getOrComputeIfAbsent(server, EachPlace::deploy, Application.class)));
        return Stream.concat(Stream.of(Place.Here.values()), deployed)
                .flatMap(place -> Stream.of(Library.values()).map(library -> Arguments.of(library, place)));
    }

    private static Application deploy(Server server) {
        try {
            return server.deploy(
                    "/foreign",
                    server.war()
                            .classes(PeerApp.class, OurEnd.class, End.class, Heard.class, Payload.class)
                            .jarsOf(Json.class, JsonProvider.provider().getClass()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
