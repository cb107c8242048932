namespace Ttca.Learning.Training;

/// <summary>Course of one training.</summary>
public sealed record TrainingCurve(IReadOnlyList<EpochResult> Epochs);

/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean over the epoch's images, while the weights were changing.</param>
/// <param name="LearningRate">Of the epoch's last step.</param>
public sealed record EpochResult(int Epoch, double Loss, double LearningRate);

/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Of the whole training.</param>
/// <param name="Step">From 1, over the whole training.</param>
/// <param name="Steps">Of the whole training.</param>
/// <param name="Loss">Of this step's batch.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int Steps, double Loss);
