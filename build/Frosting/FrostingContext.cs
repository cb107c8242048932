using Cake.Core;

namespace Cake.Frosting;

/// <summary>The build's context: Cake's own and what the build adds.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>Base of the build's context.</summary>
/// <param name="context">Cake's context, which this one extends.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
