package io.hawser.examples.war;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Tells the page who has logged in, and logs out. */
@WebServlet("/account")
public class Account extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** Called by the servlet container. */
    public Account() {}

    /** Answers with the name, or with nothing where nobody has logged in. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        String user = request.getRemoteUser();
        response.getWriter().write(user == null ? "" : user);
    }

    /** Logs out: with the HTTP session, all WebSocket connections that were opened in it end. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
