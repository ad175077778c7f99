package io.hawser.endpoint;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoders and decoders of an endpoint, in the order in which the endpoint lists them, checked at deployment.
 *
 * @param encoderClasses the encoders
 * @param decoderClasses the decoders
 * @param encoders all forms of the encoders
 * @param decoders all forms of the decoders
 */
record Codecs(
        List<Class<? extends Encoder>> encoderClasses,
        List<Class<? extends Decoder>> decoderClasses,
        List<EncoderForm> encoders,
        List<DecoderForm> decoders) {

    /** For an endpoint without encoders and decoders. */
    static final Codecs NONE = new Codecs(List.of(), List.of(), List.of(), List.of());

    /**
     * Reads the classes of an endpoint's configuration.
     *
     * @param encoderClasses the encoders
     * @param decoderClasses the decoders
     * @param instances makes the instances
     * @return the encoders and decoders
     * @throws InstantiationException if no instance can be made of a class
     * @throws IllegalArgumentException if the type that a class encodes or decodes cannot be found
     */
    static Codecs of(
            List<Class<? extends Encoder>> encoderClasses,
            List<Class<? extends Decoder>> decoderClasses,
            Instances instances)
            throws InstantiationException {
        if (encoderClasses.isEmpty() && decoderClasses.isEmpty()) {
            return NONE;
        }
        List<EncoderForm> encoders = new ArrayList<>();
        for (int i = 0; i < encoderClasses.size(); i++) {
            encoders.addAll(encoderForms(i, encoderClasses.get(i), instances));
        }
        List<DecoderForm> decoders = new ArrayList<>();
        for (int i = 0; i < decoderClasses.size(); i++) {
            decoders.addAll(decoderForms(i, decoderClasses.get(i), instances));
        }
        return new Codecs(
                List.copyOf(encoderClasses), List.copyOf(decoderClasses), List.copyOf(encoders), List.copyOf(decoders));
    }

    private static List<EncoderForm> encoderForms(int position, Class<? extends Encoder> encoder, Instances instances)
            throws InstantiationException {
        instances.check(encoder);
        List<EncoderForm> forms = new ArrayList<>(1);
        for (EncoderForm.Form form : EncoderForm.Form.values()) {
            if (form.api().isAssignableFrom(encoder)) {
                forms.add(new EncoderForm(position, form, typeOf(encoder, form.api())));
            }
        }
        requireForm(encoder, "Encoder", forms);
        return forms;
    }

    private static List<DecoderForm> decoderForms(int position, Class<? extends Decoder> decoder, Instances instances)
            throws InstantiationException {
        instances.check(decoder);
        List<DecoderForm> forms = new ArrayList<>(1);
        for (DecoderForm.Form form : DecoderForm.Form.values()) {
            if (form.api().isAssignableFrom(decoder)) {
                forms.add(new DecoderForm(position, form, typeOf(decoder, form.api())));
            }
        }
        requireForm(decoder, "Decoder", forms);
        return forms;
    }

    private static Class<?> typeOf(Class<?> codec, Class<?> api) {
        Type variable = api.getTypeParameters()[0];
        Optional<Class<?>> type = TypeBindings.of(codec).resolve(variable);
        return type.orElseThrow(() -> new IllegalArgumentException("The class " + codec.getName() + " does not say for"
                + " which type it is a " + api.getDeclaringClass().getSimpleName() + "." + api.getSimpleName() + "."));
    }

    private static void requireForm(Class<?> codec, String api, List<?> forms) {
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("The class " + codec.getName() + " implements none of " + api + ".Text, "
                    + api + ".TextStream, " + api + ".Binary and " + api + ".BinaryStream.");
        }
    }

    /**
     * Tells whether a method may return a type.
     *
     * @param type the type that the method declares
     * @return whether its values, or those of some of its subtypes, can be sent
     */
    boolean canEncode(Class<?> type) {
        Class<?> boxed = TextConversion.box(type);
        return WholeMessages.isNative(boxed)
                || encoders.stream()
                        .anyMatch(form -> form.type().isAssignableFrom(boxed) || boxed.isAssignableFrom(form.type()));
    }
}
