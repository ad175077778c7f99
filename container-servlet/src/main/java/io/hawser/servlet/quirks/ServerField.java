package io.hawser.servlet.quirks;

import java.lang.reflect.Field;

/** A field of a server's classes that the Servlet API has no access to. Each class is searched only once. */
final class ServerField extends ClassValue<Field> {

    private final String name;

    /**
     * Creates an object that finds fields.
     *
     * @param name the name of the fields
     */
    ServerField(String name) {
        this.name = name;
    }

    @Override
    protected Field computeValue(Class<?> type) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    /**
     * Returns the field that a class declares itself.
     *
     * @param type the class
     * @return the accessible field
     * @throws NoSuchFieldException if the class declares no such field
     */
    Field in(Class<?> type) throws NoSuchFieldException {
        Field field = get(type);
        if (field == null) {
            throw new NoSuchFieldException(type.getName() + "." + name);
        }
        return field;
    }
}
