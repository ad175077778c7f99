package com.ibm.ws;

/** Marks a fake object of Open Liberty. */
public interface Marked {}
