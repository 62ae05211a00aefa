package org.firstbell.model;

/** Something that is asked or sighted and carries signals: a device of the school or a service outside it. */
public sealed interface Target extends Subject permits DeviceId, ServiceId {}
