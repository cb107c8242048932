namespace Ttca.Stages;

/// <summary>What the tables of several studies have to explain.</summary>
internal static class StudyNotes
{
    public static StudyNote Closure { get; } = new(
        "Closure is (subgroup after - before) / (majority before - subgroup before), uncapped; undefined unless the whole interval of the gap before is above zero.");

    public static StudyNote FalseClaims { get; } = new(
        "False claims: how often an image of the subgroup that wears the perturbation of a wrong class is answered that class.");

    public static StudyNote Controls { get; } = new(
        "Random and white-box are controls: random signs of the same size, and a perturbation optimised on the platform itself.");
}
