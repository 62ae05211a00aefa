package planted.house.attic;

final class Homeless {}
