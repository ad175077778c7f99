package io.hawser.tck.hostile;

import io.hawser.tck.servlet.Server;
import io.hawser.tck.servlet.SiteProvider;

/** The application for hostile peers on all servers. */
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
