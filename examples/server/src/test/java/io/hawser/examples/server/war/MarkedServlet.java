package io.hawser.examples.server.war;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with what the other parts have noted. */
@Marked
@WebServlet({"/hello", "/secret/*"})
public final class MarkedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .print("user=" + request.getRemoteUser()
                        + " given=" + getServletContext().getAttribute("given")
                        + " listener=" + getServletContext().getAttribute("listener")
                        + " filter=" + request.getAttribute("filter")
                        + " parameter=" + getServletContext().getInitParameter("parameter"));
    }
}
