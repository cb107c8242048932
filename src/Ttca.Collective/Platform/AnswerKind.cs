namespace Ttca.Collective;

/// <summary>How much of its output the platform shows to whoever asks.</summary>
public enum AnswerKind
{
    /// <summary>The probability of every class.</summary>
    Probabilities,

    /// <summary>The most probable class and its probability.</summary>
    Top1,

    /// <summary>The most probable class alone.</summary>
    Label,
}
