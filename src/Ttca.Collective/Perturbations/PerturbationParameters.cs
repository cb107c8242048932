using System.ComponentModel.DataAnnotations;
using Ttca.Learning;
using Ttca.Learning.Training;

namespace Ttca.Collective;

/// <summary>Who shares a perturbation.</summary>
public enum PerturbationScope
{
    /// <summary>One for the images of each class: repairs the input and pulls it towards its label.</summary>
    Class,

    /// <summary>One for all images: it cannot carry a label, so what it closes is repair alone.</summary>
    Shared,
}

/// <summary>How a universal perturbation is optimised.</summary>
public sealed record PerturbationParameters
{
    /// <summary>Largest change of any pixel value.</summary>
    [Range(typeof(PixelFraction), "1/255", "64/255")]
    public PixelFraction Epsilon { get; init; } = new(8);

    /// <summary>Optimiser steps; each sees <see cref="BatchSize"/> images over all classes.</summary>
    [Range(1, int.MaxValue)] public int Steps { get; init; } = 200;

    /// <summary>Images of a step, as many of each class; a class with fewer images gives all it has.</summary>
    [Range(1, int.MaxValue)] public int BatchSize { get; init; } = 128;

    /// <summary>Step size of Adam as a share of <see cref="Epsilon"/>.</summary>
    /// <value>A step of 2 epsilon crosses the whole range.</value>
    [Range(1e-6, 2)] public double StepSize { get; init; } = 0.1;

    /// <summary>One perturbation per class, or one shared by all.</summary>
    public PerturbationScope Per { get; init; } = PerturbationScope.Class;

    /// <summary>Arithmetic of the network that is differentiated; the perturbation itself is always optimised in float32.</summary>
    public Precision Precision { get; init; } = Precision.Float32;
}
