package io.hawser.standalone;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
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

/** HTTP messages in the terms of Netty and in those of the handshake floor. */
final class HttpMessages {

    private HttpMessages() {}

    /**
     * {@return what is accepted as HTTP, in requests and in responses}
     *
     * @param settings limit the header
     */
    static HttpDecoderConfig strict(Settings settings) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(maxLine(settings))
                .setMaxHeaderSize((int) settings.get(Setting.MAX_HEADER_SIZE))
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true);
    }

    private static int maxLine(Settings settings) {
        return (int) settings.get(Setting.MAX_HEADER_SIZE) / 2;
    }

    /**
     * {@return what was too long, and for which setting}
     *
     * @param failure what the decoder says
     */
    static String tooLong(TooLongFrameException failure, Settings settings) {
        String setting = "the setting " + Setting.MAX_HEADER_SIZE.key();
        return failure instanceof TooLongHttpLineException
                ? "the first line is longer than " + maxLine(settings) + " bytes, half " + setting
                : "the header is larger than " + settings.get(Setting.MAX_HEADER_SIZE) + " bytes, " + setting;
    }

    /**
     * {@return a request as the handshake sees it}
     *
     * @throws IllegalArgumentException where a header is not allowed
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
     * @throws IllegalArgumentException where its length is no number
     */
    static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0;
    }

    /** {@return a request as Netty sees it} */
    static FullHttpRequest request(UpgradeRequest request) {
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.valueOf(request.version()),
                HttpMethod.valueOf(request.method()),
                request.target(),
                Unpooled.EMPTY_BUFFER);
        put(request.headers(), message.headers());
        return message;
    }

    /**
     * {@return a response as the handshake sees it}
     *
     * @throws IllegalArgumentException where a header is not allowed
     */
    static UpgradeResponse response(HttpResponse response, byte[] body) {
        return new UpgradeResponse(
                response.status().code(), response.status().reasonPhrase(), headers(response.headers()), body);
    }

    /** {@return a response as Netty sees it} */
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

    /** {@return what tells a client to go on} */
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
