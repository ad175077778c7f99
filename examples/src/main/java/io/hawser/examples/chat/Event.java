package io.hawser.examples.chat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** What a visitor hears: one JSON object in one text message. Times are milliseconds since 1970. */
sealed interface Event {

    /** {@return the event as a JSON object that names its type} */
    default String toJson() {
        return toObject().build().toString();
    }

    /** {@return the members of the JSON object} */
    JsonObjectBuilder toObject();

    private static JsonObjectBuilder object(String type) {
        return Json.createObjectBuilder().add("type", type);
    }

    /**
     * The first event for a newcomer.
     *
     * @param you the newcomer's name in this room
     * @param people the names of all who are there, the newcomer's among them
     * @param history the last messages, oldest first
     */
    record Welcome(String you, List<String> people, List<Message> history) implements Event {
        @Override
        public JsonObjectBuilder toObject() {
            JsonArrayBuilder messages = Json.createArrayBuilder();
            history.forEach(message -> messages.add(message.toObject()));
            return object("welcome")
                    .add("you", you)
                    .add("people", Json.createArrayBuilder(people))
                    .add("history", messages);
        }
    }

    /**
     * Somebody came.
     *
     * @param name who
     * @param at when
     */
    record Joined(String name, long at) implements Event {
        @Override
        public JsonObjectBuilder toObject() {
            return object("joined").add("name", name).add("at", at);
        }
    }

    /**
     * Somebody went.
     *
     * @param name who
     * @param at when
     */
    record Left(String name, long at) implements Event {
        @Override
        public JsonObjectBuilder toObject() {
            return object("left").add("name", name).add("at", at);
        }
    }

    /**
     * Somebody said something.
     *
     * @param from who
     * @param text what
     * @param at when
     */
    record Message(String from, String text, long at) implements Event {
        @Override
        public JsonObjectBuilder toObject() {
            return object("message").add("from", from).add("text", text).add("at", at);
        }
    }
}
