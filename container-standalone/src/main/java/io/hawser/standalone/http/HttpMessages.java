package io.hawser.standalone.http;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Map;

/** Converts HTTP messages between Netty's classes and the classes of the handshake. */
public final class HttpMessages {

    private HttpMessages() {}

    /**
     * Returns the configuration of decoders, for requests and for responses.
     *
     * @param settings the settings, which limit the header
     * @return the configuration
     */
    static HttpDecoderConfig strict(Settings settings) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(maxLine(settings))
                .setMaxHeaderSize((int) settings.maxHeaderSize())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true);
    }

    private static int maxLine(Settings settings) {
        return (int) settings.maxHeaderSize() / 2;
    }

    /**
     * Explains which part of a message was too long, and for which setting.
     *
     * @param failure the failure of the decoder
     * @param settings the settings
     * @return the explanation
     */
    public static String tooLong(TooLongFrameException failure, Settings settings) {
        String setting = "the setting " + Setting.MAX_HEADER_SIZE.key();
        return failure instanceof TooLongHttpLineException
                ? "the first line is longer than " + maxLine(settings) + " bytes, half " + setting
                : "the header is larger than " + settings.maxHeaderSize() + " bytes, " + setting;
    }

    /**
     * {@return a request for the handshake}
     *
     * @throws IllegalArgumentException if a header is not allowed
     */
    static UpgradeRequest request(HttpRequest request) {
        return new UpgradeRequest(
                request.method().name(),
                request.uri(),
                request.protocolVersion().text(),
                headers(request.headers()));
    }

    /**
     * {@return whether a body follows the head of a request}
     *
     * @throws IllegalArgumentException if its length is no number
     */
    static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0;
    }

    /**
     * Returns a request for Netty.
     *
     * @param request the request
     * @return the request, in Netty's class
     */
    public static FullHttpRequest request(UpgradeRequest request) {
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.valueOf(request.version()),
                HttpMethod.valueOf(request.method()),
                request.target(),
                Unpooled.EMPTY_BUFFER);
        put(request.headers(), message.headers());
        return message;
    }

    /**
     * {@return a response for the handshake}
     *
     * @throws IllegalArgumentException if a header is not allowed
     */
    static UpgradeResponse response(HttpResponse response, byte[] body) {
        return new UpgradeResponse(
                response.status().code(), response.status().reasonPhrase(), headers(response.headers()), body);
    }

    /** {@return a response for Netty} */
    static FullHttpResponse response(UpgradeResponse response) {
        FullHttpResponse message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                response.reason().isEmpty()
                        ? HttpResponseStatus.valueOf(response.status())
                        : new HttpResponseStatus(response.status(), response.reason()),
                Unpooled.wrappedBuffer(response.body()));
        put(response.headers(), message.headers());
        return message;
    }

    /** {@return a response with 100 (Continue)} */
    static FullHttpResponse continuing() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    private static Headers headers(HttpHeaders headers) {
        Headers.Builder builder = Headers.builder();
        for (Map.Entry<String, String> header : headers) {
            builder.add(header.getKey(), header.getValue());
        }
        return builder.build();
    }

    private static void put(Headers from, HttpHeaders to) {
        for (Headers.Field field : from) {
            to.add(field.name(), field.value());
        }
    }
}
