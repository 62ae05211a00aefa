package org.firstbell.model.setup;

/** A kind of HTTP answer as a data file: what a good answer is, and which signals its body gives. */
public record HttpProfile(String id, String title) {}
