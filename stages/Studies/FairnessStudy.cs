using System.ComponentModel.DataAnnotations;
using Ttca.Collective;
using Ttca.Datasets;
using Ttca.Learning.Data;
using Ttca.Pipeline;

namespace Ttca.Stages.Studies;

/// <summary>
/// Metrics of fairness before and after (claims C3 to C5), between majority and subgroup and between the groups of other attributes.
/// </summary>
public sealed record FairnessStudy : IStudy, IValidatableObject
{
    public const string Name = "fairness";

    /// <summary>What the groups majority and subgroup are called beside those of attributes.</summary>
    public const string SubgroupGrouping = "subgroup";

    /// <summary>What the table of groups answers.</summary>
    public const string GroupsQuestion = "How accurately is each group served, before and after?";

    string IStudy.Name => Name;

    public string Question => "Are groups served more equally where the subgroup uses the perturbation?";

    private const string Shown =
        "Metrics of fairness before and after, with random signs of the same size, and with preprocessing instead of a "
            + "perturbation, and how much each changes on the same images; equal opportunity and equalized odds are the maximum "
            + "over classes.";

    /// <summary>
    /// Attributes of the images whose values are groups to compare too, such as <c>race</c>; <c>class</c> for the classes; or several,
    /// whose values are combined, such as <c>race x gender</c>.
    /// </summary>
    /// <value>Majority and subgroup are compared in any case.</value>
    [Length(0, 8)]
    public IReadOnlyList<string> Attributes { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Attributes.Distinct(StringComparer.Ordinal).Count() < Attributes.Count)
        {
            yield return new ValidationResult("names an attribute twice", [nameof(Attributes)]);
        }

        if (Attributes.FirstOrDefault(
            grouping => Grouping.AttributesOf(grouping) is var parts
                && parts.Distinct(StringComparer.Ordinal).Count() < parts.Count) is { } same)
        {
            yield return new ValidationResult($"'{same}' combines an attribute with itself", [nameof(Attributes)]);
        }
    }

    /// <summary>Attributes that the images of a data set don't have.</summary>
    internal IEnumerable<string> ProblemsWith(DatasetParameters dataset) =>
        dataset.Attributes?.Prepend(NaturalSubgroup.Class).ToList() is not { } known ? []
        : Attributes.SelectMany(Grouping.AttributesOf)
            .Except(known)
            .Select(
                attribute => $"fairness: the images of '{dataset.Name}' have no attribute '{attribute}', but {string.Join(", ", known)}");

    /// <summary>Groupings of which it is known beforehand that some of their metrics can't be.</summary>
    internal IEnumerable<string> RemarksOn(DatasetParameters dataset) =>
        from grouping in Attributes
        let told = Grouping.AttributesOf(grouping).Intersect(dataset.ClassAttributes).ToList()
        where told.Count > 0
        select $"fairness: groups by '{grouping}' are told by the class itself ({string.Join(", ", told)}), so no class has images "
            + $"in all of them: they have no equal opportunity and no equalized odds, only accuracies to compare";

    public StudyResults Plan(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<string> groupings = [SubgroupGrouping, .. Attributes];
        var cells = new StudyCells(Name);
        IReadOnlyList<FigureCaption> captions =
            [
                .. groupings.Select(
                    grouping => CaptionOf(
                        grouping,
                        cells.Add(
                            "groups", grouping, grouping == SubgroupGrouping ? plan.BootstrapControlled() : Measure(plan, grouping)))),
            ];
        IReadOnlyList<Node<GroupTests>> tests = [Test(plan, null), .. Attributes.Select(attribute => Test(plan, attribute))];
        int? positiveClass = plan.Experiment.Bootstrap.PositiveClass;
        plan.Add(
            new RenderFairness(
                plan.Title)
                {
                    PositiveClass = positiveClass,
                    Groupings = groupings,
                    Metrics = cells.Metrics,
                    Tests = tests,
                    Captions = captions,
                });
        plan.Add(new RenderFairnessTable(plan.Title, plan.Setting)
        {
            Question = Question,
            PositiveClass = positiveClass,
            Groupings = groupings,
            Metrics = cells.Metrics,
            Tests = tests,
            Counts = plan.CountGroups(),
        });
        plan.Add(
            new RenderGroupsTable(
                plan.Title, plan.Setting) { Groupings = groupings, Metrics = cells.Metrics, Counts = plan.CountGroups() });
        return cells.Results;
    }

    /// <summary>Names the files of a grouping's figure.</summary>
    public static string FigureOf(
        string grouping) =>
            grouping == SubgroupGrouping
                ? Name
                : $"{Name}-by-{string.Concat(grouping.ToLowerInvariant().Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-'))}";

    /// <summary>What the figure of groups that are told by an attribute answers.</summary>
    public static string QuestionOf(string attribute) =>
        $"Are groups by {attribute} served more equally where the subgroup uses the perturbation?";

    private static FigureCaption CaptionOf(string grouping, Cell cell)
    {
        return new FigureCaption(
            Shown,
            new Finding($"Between {(grouping == SubgroupGrouping ? "majority and subgroup" : $"groups by {grouping}")} the accuracy "
                + $"gap changes by {{0}}, with random signs by {{1}}; the worst group's accuracy by {{2}}, and the accuracy ratio "
                + $"by {{3}}.",
                Change(MetricName.AccuracyGap, Conditions.Collective),
                Change(MetricName.AccuracyGap, Conditions.Random),
                Change(MetricName.WorstGroupAccuracy, Conditions.Collective),
                Change(MetricName.AccuracyRatio, Conditions.Collective)));

        MetricAt Change(string metric, string condition) => cell[metric, new ConditionPair(condition, Conditions.None).Name()];
    }

    private static Node<Metrics> Measure(ExperimentPlan plan, string attribute)
    {
        var submissions = Submission.Controlled(plan);
        return plan.Add(new BootstrapGroups(
            plan.Experiment.Bootstrap, plan.Experiment.Dataset.Classes, attribute, Submission.ProxiesOf(submissions))
        {
            Test = plan.TestImages(),
            Conditions = [.. submissions.Select(submission => submission.Condition)],
            Evaluations = plan.Evaluate(submissions),
        });
    }

    private static Node<GroupTests> Test(ExperimentPlan plan, string? attribute) =>
        plan.Add(new TestGroups(plan.Experiment.Bootstrap.Resamples, plan.Experiment.Dataset.Classes)
        {
            Attribute = attribute,
            PositiveClass = plan.Experiment.Bootstrap.PositiveClass,
            Test = attribute is null ? null : plan.TestImages(),
            None = plan.PerProxy(Submission.Unchanged(plan).Of),
            Collective = plan.PerProxy(Submission.Collective(plan).Of),
        });
}
