using Ttca.Datasets;

namespace Ttca.Collective.Tests;

public sealed class FidelityTests
{
    private static readonly int[] Proxy = [0, 1, 2, 0, 1];
    private static readonly int[] Platform = [0, 1, 1, 2, 1];
    private static readonly Group[] Groups = [Group.Majority, Group.Majority, Group.Majority, Group.Subgroup, Group.Subgroup];

    [Fact]
    public void Of_three_equal_labels_in_five_is_three_fifths() => Fidelity.Of(Proxy, Platform).ShouldBe(0.6);

    [Theory]
    [InlineData(Group.Majority, 2.0 / 3)]
    [InlineData(Group.Subgroup, 1.0 / 2)]
    public void Of_a_group_counts_its_inputs_alone(Group group, double expected) =>
        Fidelity.Of(Proxy, Platform, Groups, group).ShouldBe(expected);

    [Fact]
    public void Of_nothing_is_undefined() => Fidelity.Of([], []).ShouldBe(double.NaN);

    [Fact]
    public void Of_lists_of_different_length_is_refused() =>
        Should.Throw<ArgumentException>(() => Fidelity.Of([0, 1], [0]))
            .Message.ShouldBe("2 labels of the proxy against 1 of the platform (Parameter 'platformLabels')");
}
