using Ttca.Learning.Networks;

namespace Ttca.Collective;

/// <summary>
/// The platform's trained model, sealed: it can be asked through a metered black box, and nothing else reaches the network
/// but the declared white-box control. Takes over the network and disposes of it.
/// </summary>
/// <param name="network">The model itself.</param>
/// <param name="defences">What stands before and behind it; nothing by default.</param>
/// <exception cref="ArgumentException">Unknown defence, or an amount that it doesn't take.</exception>
public sealed class PlatformModel(Network network, IReadOnlyList<DefenceParameters>? defences = null) : IDisposable
{
    private readonly Network _network = network ?? throw new ArgumentNullException(nameof(network));
    private readonly FrozenNetwork _frozen = new(network);
    private readonly DefenceChain _defences = new(defences ?? []);

    /// <summary>In the order in which they act.</summary>
    public IReadOnlyList<DefenceParameters> Defences => _defences.Parameters;

    public int Classes => _network.Classes;

    /// <summary>
    /// How the labels that were asked for as such (<see cref="AnswerKind.Label"/>) were computed, through all black boxes.
    /// </summary>
    public LabelsComputed Computed => _frozen.Computed;

    /// <summary>Opens a black box with a meter of its own.</summary>
    /// <param name="kind">How much each answer shows.</param>
    /// <param name="queryCap">The most images it will answer, from 0.</param>
    public IPlatform Open(AnswerKind kind, long queryCap) => new MeteredPlatform(_frozen, _defences, kind, queryCap);

    /// <summary>
    /// The network itself, for the white-box control alone: the ceiling that a perturbation optimised on the platform reaches.
    /// No collective has this. It is the bare network, without the defences: who attacks a defence that hides gradients simply leaves it
    /// out of the optimisation. It stays the platform's: don't dispose of it.
    /// </summary>
    public Network RevealForWhiteBoxControl() => _network;

    /// <summary>A copy of the model behind these defences instead of its own.</summary>
    /// <exception cref="ArgumentException">Unknown defence, or an amount that it doesn't take.</exception>
    public PlatformModel DefendedBy(IReadOnlyList<DefenceParameters> others)
    {
        using var weights = new MemoryStream();
        Save(weights);
        weights.Position = 0;
        return Load(weights, others);
    }

    /// <summary>Writes the model without its defences for the artifact store, in the format of <see cref="Network.Save"/>.</summary>
    public void Save(Stream stream) => _network.Save(stream);

    /// <summary>Reads what <see cref="Save"/> wrote, and puts it behind defences.</summary>
    public static PlatformModel Load(Stream stream, IReadOnlyList<DefenceParameters>? defences = null) =>
        new(Network.Load(stream), defences);

    public void Dispose()
    {
        _frozen.Dispose();
        _network.Dispose();
    }
}
