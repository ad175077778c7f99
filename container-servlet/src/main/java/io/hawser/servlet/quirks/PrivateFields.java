package io.hawser.servlet.quirks;

import java.lang.reflect.Field;

/** Reads and writes private fields of a server's objects, if the Servlet API has no access to their values. */
final class PrivateFields {

    private PrivateFields() {}

    /**
     * Reads a field that the class of an object declares itself.
     *
     * @param <T> the type of values
     * @param object the object, of any server
     * @param className the class that has the field
     * @param field the name of the field
     * @param type the required type of the value
     * @return the value; {@code null} if the object has another class, or the value has another type
     * @throws ReflectiveOperationException if this release of the server has no such field
     * @throws RuntimeException if the field must not be read
     */
    static <T> T read(Object object, String className, String field, Class<T> type)
            throws ReflectiveOperationException {
        if (!object.getClass().getName().equals(className)) {
            return null;
        }
        Field declared = object.getClass().getDeclaredField(field);
        declared.setAccessible(true);
        Object value = declared.get(object);
        return type.isInstance(value) ? type.cast(value) : null;
    }

    /**
     * Writes a field that the class of an object declares itself. Does nothing if the object has another class.
     *
     * @param object the object, of any server
     * @param className the class that has the field
     * @param field the name of the field
     * @param value the new value
     * @throws ReflectiveOperationException if this release of the server has no such field
     * @throws RuntimeException if the field must not be written, or is of another type
     */
    static void write(Object object, String className, String field, Object value) throws ReflectiveOperationException {
        if (object.getClass().getName().equals(className)) {
            Field declared = object.getClass().getDeclaredField(field);
            declared.setAccessible(true);
            declared.set(object, value);
        }
    }
}
