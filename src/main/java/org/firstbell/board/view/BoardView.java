package org.firstbell.board.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole board as walls and pages get it; the components are the keys of its JSON. Immutable. */
public record BoardView(
        BoardViewParts.SchoolView school,
        Optional<BoardViewParts.StartupView> starting,
        Optional<BoardViewParts.VisibilityLossView> blind,
        BoardViewParts.VerdictView verdict,
        List<BoardViewParts.CardView> attention,
        List<String> also,
        Map<String, SessionView> sessions,
        Map<String, RoomView> rooms,
        Map<String, IncidentView> incidents,
        BoardViewParts.PathToTestView lifeline,
        BoardViewParts.FreshnessView freshness,
        BoardViewParts.MailStatusView mail,
        BoardViewParts.DeviceHealthView health,
        Optional<BoardViewParts.IdleView> idle,
        BoardViewParts.ConfigStatusView config) {}
