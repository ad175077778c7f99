/** A chat with rooms: a server endpoint, and a web page that talks to it. */
package io.hawser.examples.chat;
