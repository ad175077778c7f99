package org.apache.catalina.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fake of GlassFish's object for an application. */
public final class StandardContext {

    private final Map<String, FilterDef> filters = new LinkedHashMap<>();
    private final List<FilterMap> mappings = new ArrayList<>();

    /** A filter, as it is declared. */
    public record FilterDef(String name, Object filter) {

        /** {@return the filter} */
        public Object getFilter() {
            return filter;
        }
    }

    /** The mapping of a filter. */
    public record FilterMap(String name) {

        /** {@return the name of the filter} */
        public String getFilterName() {
            return name;
        }
    }

    /** Adds a filter with a mapping. */
    public void add(String name, Object filter) {
        filters.put(name, new FilterDef(name, filter));
        mappings.add(new FilterMap(name));
    }

    /** {@return the names of the filters} */
    public List<String> filters() {
        return List.copyOf(filters.keySet());
    }

    /** {@return the filter with a name, or {@code null}} */
    public FilterDef findFilterDef(String name) {
        return filters.get(name);
    }

    /** {@return the mappings, which can be changed} */
    public List<FilterMap> findFilterMaps() {
        return mappings;
    }

    /** Removes a filter. */
    public void removeFilterDef(FilterDef filter) {
        filters.remove(filter.name());
    }
}
