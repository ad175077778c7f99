package io.hawser.spring.boot;

import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.web.context.ServletContextAware;

/** Lets Spring create the instances of the web application to which an application context belongs. */
final class WarInstances implements ServletContextAware, ApplicationContextAware, InitializingBean, DisposableBean {

    private ServletContext servletContext;
    private ApplicationContext applicationContext;

    @Override
    public void setServletContext(ServletContext context) {
        servletContext = context;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        applicationContext = context;
    }

    @Override
    public void afterPropertiesSet() {
        SpringInstances.begin(servletContext.getClassLoader(), applicationContext.getAutowireCapableBeanFactory());
    }

    @Override
    public void destroy() {
        SpringInstances.end(servletContext.getClassLoader());
    }
}
