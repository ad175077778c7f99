package io.hawser.endpoint;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The encoders and decoders of an endpoint, in the order in which the endpoint lists them, checked at deployment.
 *
 * @param encoderClasses the encoders
 * @param decoderClasses the decoders
 * @param encoders all that the encoders can do
 * @param decoders all that the decoders can do
 */
record Codecs(
        List<Class<? extends Encoder>> encoderClasses,
        List<Class<? extends Decoder>> decoderClasses,
        List<EncoderForm> encoders,
        List<DecoderForm> decoders) {

    /** Where an endpoint has no encoders and no decoders. */
    static final Codecs NONE = new Codecs(List.of(), List.of(), List.of(), List.of());

    /**
     * Reads the classes of an endpoint's configuration.
     *
     * @param config the configuration
     * @param instances makes the instances
     * @return what they can do
     * @throws InstantiationException where no instance can be made of a class
     * @throws IllegalArgumentException where a class does not say what it encodes or decodes
     */
    static Codecs of(EndpointConfig config, Instances instances) throws InstantiationException {
        List<Class<? extends Encoder>> encoderClasses = List.copyOf(config.getEncoders());
        List<Class<? extends Decoder>> decoderClasses = List.copyOf(config.getDecoders());
        if (encoderClasses.isEmpty() && decoderClasses.isEmpty()) {
            return NONE;
        }
        List<EncoderForm> encoders = new ArrayList<>();
        for (int i = 0; i < encoderClasses.size(); i++) {
            Class<? extends Encoder> encoder = encoderClasses.get(i);
            instances.check(encoder);
            int before = encoders.size();
            for (EncoderForm.Form form : EncoderForm.Form.values()) {
                if (form.api().isAssignableFrom(encoder)) {
                    encoders.add(new EncoderForm(i, form, typeOf(encoder, form.api())));
                }
            }
            requireForm(encoder, "Encoder", encoders.size() > before);
        }
        List<DecoderForm> decoders = new ArrayList<>();
        for (int i = 0; i < decoderClasses.size(); i++) {
            Class<? extends Decoder> decoder = decoderClasses.get(i);
            instances.check(decoder);
            int before = decoders.size();
            for (DecoderForm.Form form : DecoderForm.Form.values()) {
                if (form.api().isAssignableFrom(decoder)) {
                    decoders.add(new DecoderForm(i, form, typeOf(decoder, form.api())));
                }
            }
            requireForm(decoder, "Decoder", decoders.size() > before);
        }
        return new Codecs(encoderClasses, decoderClasses, List.copyOf(encoders), List.copyOf(decoders));
    }

    private static Class<?> typeOf(Class<?> codec, Class<?> api) {
        Type variable = api.getTypeParameters()[0];
        Optional<Class<?>> type = TypeBindings.of(codec).resolve(variable);
        return type.orElseThrow(() -> new IllegalArgumentException("The class " + codec.getName() + " does not say for"
                + " which type it is a " + api.getDeclaringClass().getSimpleName() + "." + api.getSimpleName() + "."));
    }

    private static void requireForm(Class<?> codec, String api, boolean there) {
        if (!there) {
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

    /**
     * Makes the encoders and decoders of one session, and calls their {@code init}.
     *
     * @param config the endpoint's configuration
     * @param instances makes the instances
     * @return the codecs of one session
     * @throws InstantiationException where an instance cannot be made; those that were made are destroyed
     */
    SessionCodecs open(EndpointConfig config, Instances instances) throws InstantiationException {
        return encoders.isEmpty() && decoders.isEmpty()
                ? SessionCodecs.NONE
                : SessionCodecs.open(this, config, instances);
    }
}
