package org.firstbell.board;

import java.util.concurrent.CompletionStage;
import org.firstbell.model.StaffAction;

/** Where what staff say and do is handed in. Called on the web's event loop; answers on any thread. */
public interface StaffDesk {
    /** Takes the action to the core; completes when it holds and the board shows it. */
    CompletionStage<ActionResult> act(StaffAction action);
}
