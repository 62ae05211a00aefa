package org.firstbell.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole board as walls and pages get it; the components are the keys of its JSON. Immutable. */
record LiveBoard(
        BoardParts.SchoolPart school,
        Optional<BoardParts.Starting> starting,
        Optional<BoardParts.Blind> blind,
        BoardParts.VerdictBand verdict,
        List<BoardParts.Card> attention,
        List<String> also,
        Map<String, SessionView> sessions,
        Map<String, RoomView> rooms,
        Map<String, IncidentView> incidents,
        BoardParts.Lifeline lifeline,
        BoardParts.FreshnessPart freshness,
        BoardParts.MailPart mail,
        BoardParts.Health health,
        Optional<BoardParts.Idle> idle,
        BoardParts.ConfigPart config) {}
