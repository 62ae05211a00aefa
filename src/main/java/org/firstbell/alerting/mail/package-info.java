/**
 * Mail: rendering of notifications, and their delivery over SMTP.
 *
 * <p>Thread: an event loop of its own.
 *
 * <p>May use: {@code model}, {@code wording}, {@code alerting.plan}. Confined to this package: the Vert.x mail client
 * and the template engine.
 */
@NullMarked
package org.firstbell.alerting.mail;

import org.jspecify.annotations.NullMarked;
