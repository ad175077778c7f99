package io.hawser.tck.http;

import io.hawser.tck.servlet.Server;
import io.hawser.tck.servlet.SiteProvider;

/** The chat on all servers. */
final class EachSite extends SiteProvider<Site> {

    @Override
    protected Site standalone() throws Exception {
        return Site.standalone();
    }

    @Override
    protected Site deployedTo(Server server) throws Exception {
        return Site.deployedTo(server);
    }
}
