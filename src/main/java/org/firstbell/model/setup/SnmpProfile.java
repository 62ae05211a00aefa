package org.firstbell.model.setup;

/** A family of SNMP devices as a data file: how it is recognised, what is asked, and which signals that gives. */
public record SnmpProfile(String id, String title) {}
