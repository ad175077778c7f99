package io.hawser.tck.ee.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet beside the endpoints. It begins and ends HTTP sessions. */
@WebServlet({"/account", "/secret/account"})
public class Account extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String action = String.valueOf(request.getParameter("do"));
        switch (action) {
            case "begin" -> request.getSession(true).setAttribute("mark", request.getParameter("mark"));
            case "logout" -> request.logout();
            case "invalidate" -> request.getSession(true).invalidate();
            default -> request.getSession(false);
        }
        response.setContentType("text/plain");
        response.getWriter().print(action + " done");
    }
}
