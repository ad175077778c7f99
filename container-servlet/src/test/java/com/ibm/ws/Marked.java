package com.ibm.ws;

/** Marks what stands for an object of Open Liberty. */
public interface Marked {}
