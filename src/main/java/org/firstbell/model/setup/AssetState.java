package org.firstbell.model.setup;

/** The state of an asset in the inventory; only a device in use counts. */
public enum AssetState {
    IN_USE,
    REPAIR,
    LOANER,
    RETIRED
}
